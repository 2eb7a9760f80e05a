/** In what terms are counted. A part of the common area that a filing does without. */
import { area } from '..'
import unit from '../zh/common.unit.json'

area('common.unit', unit, () => import('../en/common.unit.json'))
