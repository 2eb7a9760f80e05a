import { area } from '..'
import zh from '../zh/deed.json'

area('deed', zh, () => import('../en/deed.json'))
