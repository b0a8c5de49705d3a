// The chain as a picture: forward by the arrows, and from the bank's answer back to the sign-in around the outside.
import { useSaid, useWords } from '../kit/language';
import { signInStep, snakeOf, steps, type Owner } from './chain-steps';

const words = {
  title: {
    zh: '十二个环节依次相连，从开班备案到银行回执入账；外侧虚线表示每一笔钱都能从银行回执查回到签到。',
    en: 'Twelve links in a row, from the filed class to the bank’s answer; the dashed line around them is the way back from every payment to its sign-ins.',
  },
  back: { zh: '每一笔都能查回签到', en: 'every payment leads back' },
  training: { zh: '培训发生', en: 'Training takes place' },
  office: { zh: '经办核定', en: 'The office decides' },
  money: { zh: '资金支付', en: 'Money moves' },
} as const;

const owners: readonly Owner[] = ['training', 'office', 'money'];

type Layout = {
  readonly columns: number;
  readonly width: number;
  readonly height: number;
  readonly gapX: number;
  readonly gapY: number;
  readonly edge: number;
  /** Above the first row, where the way back has its name. */
  readonly top: number;
};
const wide: Layout = { columns: 4, width: 196, height: 74, gapX: 36, gapY: 34, edge: 26, top: 44 };
const narrow: Layout = { columns: 2, width: 138, height: 66, gapX: 24, gapY: 24, edge: 28, top: 40 };

export function ChainPicture() {
  const t = useWords(words);
  return (
    <figure className="chain">
      <Drawing layout={wide} className="chain-wide" />
      <Drawing layout={narrow} className="chain-narrow" />
      <figcaption>
        <ul className="legend">
          {owners.map((owner) => (
            <li key={owner} className={owner}>
              {t(owner)}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
}

function Drawing({ layout, className }: { readonly layout: Layout; readonly className: string }) {
  const t = useWords(words);
  const { columns, width, height, gapX, gapY, edge, top } = layout;
  const rows = Math.ceil(steps.length / columns);
  const whole = { x: columns * width + (columns - 1) * gapX + 2 * edge, y: top + rows * height + (rows - 1) * gapY + edge };
  return (
    <svg className={className} viewBox={`0 0 ${whole.x} ${whole.y}`} role="img" aria-label={t('title')}>
      <defs>
        <marker id={`${className}-arrow`} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
          <path d="M0 0 8 4 0 8z" className="arrow" />
        </marker>
      </defs>
      {steps.slice(1).map((step, place) => (
        <path key={step.name.en} className="link" d={linkOf(layout, place)} markerEnd={`url(#${className}-arrow)`} />
      ))}
      <path className="way-back" d={wayBack(layout, whole)} markerEnd={`url(#${className}-arrow)`} />
      <text className="way-back-name" x={whole.x - edge} y={top - wayAbove - 7} textAnchor="end">
        {t('back')}
      </text>
      {steps.map((step, place) => (
        <Box key={step.name.en} place={place} layout={layout} />
      ))}
    </svg>
  );
}

function Box({ place, layout }: { readonly place: number; readonly layout: Layout }) {
  const said = useSaid();
  const { x, y } = cornerOf(layout, place);
  const { width, height } = layout;
  const step = steps[place];
  if (!step) return null;
  return (
    <g className={`link-box ${step.owner}`} transform={`translate(${x} ${y})`}>
      <rect width={width} height={height} rx="10" />
      <text className="number" x="10" y="17">
        {place + 1}
      </text>
      <text className="name" x={width / 2} y={height / 2 + 4} textAnchor="middle">
        {said(step.name)}
      </text>
      <text className="by" x={width / 2} y={height - 13} textAnchor="middle">
        {said(step.by)}
      </text>
    </g>
  );
}

/** How far the way back runs above the first row. */
const wayAbove = 16;

function cornerOf({ columns, width, height, gapX, gapY, edge, top }: Layout, place: number) {
  const { column, row } = snakeOf(columns, place);
  return { x: edge + column * (width + gapX), y: top + row * (height + gapY) };
}

/** From one box to the next: along its row, or down where the row turns. */
function linkOf(layout: Layout, place: number): string {
  const { width, height } = layout;
  const [from, to] = [cornerOf(layout, place), cornerOf(layout, place + 1)];
  if (to.y > from.y) return `M${from.x + width / 2} ${from.y + height + 3}V${to.y - 3}`;
  const middle = from.y + height / 2;
  return to.x > from.x ? `M${from.x + width + 3} ${middle}H${to.x - 3}` : `M${from.x - 3} ${middle}H${to.x + width + 3}`;
}

/** From the last box around the outside to the sign-in, by the nearer side. */
function wayBack(layout: Layout, whole: { readonly x: number; readonly y: number }): string {
  const { width, height, edge, top } = layout;
  const [from, to] = [cornerOf(layout, steps.length - 1), cornerOf(layout, signInStep)];
  const margin = edge / 2;
  const middle = from.y + height / 2;
  const side = from.x > whole.x / 2 ? whole.x - margin : margin;
  const start = from.x > whole.x / 2 ? from.x + width : from.x;
  const above = top - wayAbove;
  if (to.y <= top) return `M${start} ${middle}H${side}V${above}H${to.x + width / 2}V${to.y - 3}`;
  const other = whole.x - margin;
  return `M${start} ${middle}H${side}V${above}H${other}V${to.y + height / 2}H${to.x + width + 3}`;
}
