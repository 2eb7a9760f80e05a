import { area } from '..'
import zh from '../zh/rules.json'

area('rules', zh, () => import('../en/rules.json'))
