import { area } from '..'
import zh from '../zh/login.json'

area('login', zh, () => import('../en/login.json'))
