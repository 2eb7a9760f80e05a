import { area } from '..'
import zh from '../zh/own.json'

area('own', zh, () => import('../en/own.json'))
