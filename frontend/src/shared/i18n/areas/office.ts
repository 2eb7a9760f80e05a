import { area } from '..'
import zh from '../zh/office.json'

area('office', zh, () => import('../en/office.json'))
