import { area } from '..'
import zh from '../zh/work.phrase.json'

area('work.phrase', zh, () => import('../en/work.phrase.json'))
