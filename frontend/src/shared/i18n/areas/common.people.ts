/** How people prove who they are, and as what they work. Parts of the common area that a filing does without. */
import { area } from '..'
import auth from '../zh/common.auth.json'
import role from '../zh/common.role.json'

area('common.auth', auth, () => import('../en/common.auth.json'))
area('common.role', role, () => import('../en/common.role.json'))
