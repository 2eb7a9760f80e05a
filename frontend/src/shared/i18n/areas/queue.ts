import { area } from '..'
import zh from '../zh/queue.json'

area('queue', zh, () => import('../en/queue.json'))
