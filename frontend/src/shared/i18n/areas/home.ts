import { area } from '..'
import zh from '../zh/home.json'

area('home', zh, () => import('../en/home.json'))
