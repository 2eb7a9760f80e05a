import { area } from '..'
import zh from '../zh/mediate.json'

area('mediate', zh, () => import('../en/mediate.json'))
