import { area } from '..'
import zh from '../zh/setup.json'

area('setup', zh, () => import('../en/setup.json'))
