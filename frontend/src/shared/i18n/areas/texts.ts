import { area } from '..'
import zh from '../zh/texts.json'

area('texts', zh, () => import('../en/texts.json'))
