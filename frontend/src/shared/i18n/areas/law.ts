import { area } from '..'
import './common.unit'
import zh from '../zh/law.json'

area('law', zh, () => import('../en/law.json'))
