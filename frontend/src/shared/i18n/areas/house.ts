import { area } from '..'
import zh from '../zh/house.json'

area('house', zh, () => import('../en/house.json'))
