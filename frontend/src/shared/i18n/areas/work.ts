import { area } from '..'
import './common.unit'
import './common.people'
import './common.verb'
import './dispute.mediation'
import zh from '../zh/work.json'

area('work', zh, () => import('../en/work.json'))
