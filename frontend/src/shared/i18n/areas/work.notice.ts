import { area } from '..'
import zh from '../zh/work.notice.json'

area('work.notice', zh, () => import('../en/work.notice.json'))
