import { area } from '..'
import zh from '../zh/work.hint.json'

area('work.hint', zh, () => import('../en/work.hint.json'))
