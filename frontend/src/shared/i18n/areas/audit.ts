import { area } from '..'
import zh from '../zh/audit.json'

area('audit', zh, () => import('../en/audit.json'))
