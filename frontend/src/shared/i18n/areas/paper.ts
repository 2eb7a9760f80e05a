import { area } from '..'
import zh from '../zh/paper.json'

area('paper', zh, () => import('../en/paper.json'))
