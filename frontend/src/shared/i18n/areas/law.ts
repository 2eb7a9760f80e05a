import { area } from '..'
import zh from '../zh/law.json'

area('law', zh, () => import('../en/law.json'))
