import { area } from '..'
import './common.verb'
import zh from '../zh/action.json'

area('action', zh, () => import('../en/action.json'))
