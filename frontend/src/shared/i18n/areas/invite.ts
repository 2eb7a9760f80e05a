import { area } from '..'
import zh from '../zh/invite.json'

area('invite', zh, () => import('../en/invite.json'))
