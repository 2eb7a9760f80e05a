import { area } from '..'
import zh from '../zh/over.json'

area('over', zh, () => import('../en/over.json'))
