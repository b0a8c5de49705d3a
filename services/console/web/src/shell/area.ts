// What a part of the console says of itself: for whom it is, what it is called, and which pages it has. Adding screens is adding an area, or a page to one.
import type { ComponentType, ReactNode } from 'react';
import type { Word } from '@kit';

export type PageOfArea = {
  /** Below the area: `classes/$classId`. The first page without a parameter is where the area begins. */
  readonly path: string;
  readonly name: Word;
  /** Stands in the menu. */
  readonly menu?: boolean;
  /** Narrows the area's roles. */
  readonly roles?: readonly string[];
  readonly load: () => Promise<{ readonly Page: ComponentType }>;
};

export type Area = {
  readonly path: string;
  readonly name: Word;
  readonly icon: ReactNode;
  readonly roles: readonly string[];
  readonly pages: readonly PageOfArea[];
};

export const pagesFor = (area: Area, roles: readonly string[]): readonly PageOfArea[] =>
  area.pages.filter((page) => (page.roles ?? area.roles).some((role) => roles.includes(role)));

export const areasFor = (areas: readonly Area[], roles: readonly string[]): readonly Area[] =>
  areas.filter((area) => pagesFor(area, roles).some(({ menu }) => menu));

export const startOf = (area: Area, roles: readonly string[]): string =>
  `/${area.path}/${pagesFor(area, roles).find(({ menu }) => menu)?.path ?? ''}`;
