import { area } from '..'
import zh from '../zh/common.json'

area('common', zh, () => import('../en/common.json'))
