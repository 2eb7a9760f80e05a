import { area } from '..'
import zh from '../zh/session.json'

area('session', zh, () => import('../en/session.json'))
