import { area } from '..'
import zh from '../zh/office.panel.json'

area('office.panel', zh, () => import('../en/office.panel.json'))
