import { area } from '..'
import zh from '../zh/work.lead.json'

area('work.lead', zh, () => import('../en/work.lead.json'))
