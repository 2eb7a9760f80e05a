import { area } from '..'
import zh from '../zh/changed.json'

area('changed', zh, () => import('../en/changed.json'))
