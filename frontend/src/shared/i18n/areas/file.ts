import { area } from '..'
import zh from '../zh/file.json'

area('file', zh, () => import('../en/file.json'))
