import { area } from '..'
import zh from '../zh/terms.json'

area('terms', zh, () => import('../en/terms.json'))
