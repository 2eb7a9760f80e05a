import { area } from '..'
import zh from '../zh/calendar.json'

area('calendar', zh, () => import('../en/calendar.json'))
