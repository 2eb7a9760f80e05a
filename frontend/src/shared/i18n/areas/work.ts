import { area } from '..'
import zh from '../zh/work.json'

area('work', zh, () => import('../en/work.json'))
