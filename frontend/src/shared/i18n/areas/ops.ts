import { area } from '..'
import zh from '../zh/ops.json'

area('ops', zh, () => import('../en/ops.json'))
