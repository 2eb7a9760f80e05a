import { area } from '..'
import zh from '../zh/action.json'

area('action', zh, () => import('../en/action.json'))
