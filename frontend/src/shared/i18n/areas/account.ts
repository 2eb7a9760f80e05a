import { area } from '..'
import zh from '../zh/account.json'

area('account', zh, () => import('../en/account.json'))
