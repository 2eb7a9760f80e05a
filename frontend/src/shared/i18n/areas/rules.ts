import { area } from '..'
import './common.unit'
import './common.verb'
import zh from '../zh/rules.json'

area('rules', zh, () => import('../en/rules.json'))
