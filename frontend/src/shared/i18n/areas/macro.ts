import { area } from '..'
import zh from '../zh/macro.json'

area('macro', zh, () => import('../en/macro.json'))
