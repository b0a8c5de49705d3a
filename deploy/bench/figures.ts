// Figures go out twice: a line of JSON each for machines, as soon as it is known, and one table for people at the end.
export type Figure = Readonly<Record<string, string | number>>;

const rounded = (value: string | number): string | number =>
  typeof value === 'number' ? Number(Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3)) : value;

export class Figures {
  private readonly told: Figure[] = [];

  constructor(private readonly bench: string) {}

  tell(figure: Figure): void {
    const line = Object.fromEntries(Object.entries({ bench: this.bench, ...figure }).map(([name, value]) => [name, rounded(value)]));
    this.told.push(line);
    console.log(JSON.stringify(line));
  }

  table(): string {
    const columns = [...new Set(this.told.flatMap((figure) => Object.keys(figure)))].filter((column) => column !== 'bench');
    const cells = [columns, ...this.told.map((figure) => columns.map((column) => String(figure[column] ?? '')))];
    const widths = columns.map((_, at) => Math.max(...cells.map((row) => row[at]!.length)));
    return cells
      .map((row) =>
        row
          .map((cell, at) => cell.padEnd(widths[at]!))
          .join('  ')
          .trimEnd(),
      )
      .join('\n');
  }
}
