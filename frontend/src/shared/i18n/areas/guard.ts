import { area } from '..'
import zh from '../zh/guard.json'

area('guard', zh, () => import('../en/guard.json'))
