import { IsISO8601, IsString, IsUUID, Length } from 'class-validator';

/** What the service and the bare Nest both take. */
export class SwipeBody {
  @IsUUID() readonly traineeId!: string;
  @IsString() @Length(1, 40) readonly deviceId!: string;
  @IsISO8601() readonly sweptAt!: string;
}
