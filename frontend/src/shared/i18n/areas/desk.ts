import { area } from '..'
import zh from '../zh/desk.json'

area('desk', zh, () => import('../en/desk.json'))
