/** What can be done, by its name. A part of the common area that a filing does without. */
import { area } from '..'
import zh from '../zh/common.verb.json'

area('common.verb', zh, () => import('../en/common.verb.json'))
