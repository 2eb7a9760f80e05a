import { area } from '..'
import zh from '../zh/duty.json'

area('duty', zh, () => import('../en/duty.json'))
