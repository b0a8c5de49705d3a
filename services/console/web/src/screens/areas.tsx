// All areas of the console, in the order of the menu. An area is a folder with an `area.tsx`, and one line here.
import type { Area } from '../shell/area';
import { auditing } from './auditing/area';
import { inspecting } from './inspecting/area';
import { operating } from './operating/area';
import { supervising } from './supervising/area';

export const areas: readonly Area[] = [supervising, inspecting, auditing, operating];
