import { area } from '..'
import zh from '../zh/shop.json'

area('shop', zh, () => import('../en/shop.json'))
