import { area } from '..'
import './common.unit'
import './common.verb'
import zh from '../zh/dispute.json'

area('dispute', zh, () => import('../en/dispute.json'))
