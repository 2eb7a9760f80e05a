import { area } from '..'
import zh from '../zh/dispute.json'

area('dispute', zh, () => import('../en/dispute.json'))
