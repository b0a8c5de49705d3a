import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { Public } from '@libs/platform';
import { QuerySite } from './certificate/query-site';

@Public()
@Controller('certificates')
export class CertificatesController {
  constructor(private readonly site: QuerySite) {}

  @Post('silences')
  @HttpCode(200)
  silence(@Body() body: unknown) {
    return this.site.silence(body);
  }

  @Put(':number')
  putCertificate(@Param('number') number: string, @Body() body: unknown) {
    return this.site.put(number, body);
  }

  @Get(':number')
  certificate(@Param('number') number: string) {
    return this.site.get(number);
  }
}
