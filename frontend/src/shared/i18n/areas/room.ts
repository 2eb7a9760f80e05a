import { area } from '..'
import zh from '../zh/room.json'

area('room', zh, () => import('../en/room.json'))
