import { area } from '..'
import zh from '../zh/registry.json'

area('registry', zh, () => import('../en/registry.json'))
