import { area } from '..'
import zh from '../zh/links.json'

area('links', zh, () => import('../en/links.json'))
