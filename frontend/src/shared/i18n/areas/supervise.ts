import { area } from '..'
import zh from '../zh/supervise.json'

area('supervise', zh, () => import('../en/supervise.json'))
