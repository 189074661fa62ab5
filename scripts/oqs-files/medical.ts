import { TKKsiquc01req, TKKsiquc01res } from "../../device/wire/oqs/tkk.ts";
import { YZKsiquc01req, YZKsiquc01res } from "../../device/wire/oqs/yzk.ts";
import { asked, type Example, example, hanako, NOW, SEXES } from "./parts.ts";

const medicallyAsked = {
  ...asked(),
  InsurerNumber: hanako.insurer,
  InsuranceCardSymbol: hanako.symbol,
  InsuredPersonIdentificationNumber: hanako.number,
  BranchNumber: hanako.branch,
};
const medicallyAnswered = {
  ProcessExecutionTime: NOW,
  ...asked(),
  ResultCode: "1",
  CharacterCodeIdentifier: "0",
} as const;
const HOSPITAL = { code: "9910000038", name: "見本総合病院" };
const PHARMACY = { code: "9940000017", name: "見本調剤薬局" };

/** Invented drugs and acts: codes that begin with 9 are nobody's. */
export const MEDICAL: readonly Example[] = [
  example(YZKsiquc01req, {
    MessageHeader: medicallyAsked,
    MessageBody: {
      StartDate: "20260101",
      EndDate: "20260331",
      FileCategory: "2",
      PrDiInfClassification: "1",
      MedicalTreatmentFlag: "1",
    },
  }),
  example(YZKsiquc01res, {
    MessageHeader: {
      ...medicallyAnswered,
      QuaInf: {
        Name: hanako.name,
        KanaName: hanako.kana,
        Birth: hanako.birthDate,
        AdmGendCode: SEXES[hanako.sex],
      },
    },
    MessageBody: {
      MeTrMonthInf: [
        {
          MeTrMonth: "202602",
          MeTrDiHCd: HOSPITAL.code,
          MeTrDiHNm: HOSPITAL.name,
          InOut: "2",
          DiDateInfs: [
            {
              DiDateInf: {
                DiDate: "20260210",
                DrugInfs: [
                  {
                    DrugInf: {
                      DrugC: "999000001",
                      DrugN: "ミホンジン錠５ｍｇ",
                      Qua1: "1",
                      Unit: "錠",
                      UsageN: "１日１回朝食後",
                      MeTrIdCl: "21",
                      Times: "28",
                    },
                  },
                ],
                MeTrInfs: [
                  {
                    MeTrInf: { SinInfCd: "999500001", SinInfN: "見本切開術", MeTrIdCl: "50", Qua1: "1", Times: "1" },
                  },
                ],
              },
            },
          ],
        },
      ],
      ShPrInf: {
        ShPrMonthInf: [
          {
            ShPrMonth: "202603",
            ShPrHCd: HOSPITAL.code,
            ShPrHNm: HOSPITAL.name,
            ShPrDateInfs: [
              {
                ShPrDateInf: {
                  ShPrDate: "20260310",
                  ShDrugInfs: [
                    {
                      ShDrugInf: {
                        ShDrugC: "999000002",
                        ShDrugN: "シカクニン錠１００",
                        ShQua1: "3",
                        ShUnit: "錠",
                        ShUsageN: "１日３回毎食後",
                        ShTimes: "14",
                      },
                    },
                  ],
                },
              },
            ],
          },
        ],
      },
      CzDiInf: {
        CzDiMonthInf: [
          {
            CzDiMonth: "202603",
            CzMeTrDiHCd: PHARMACY.code,
            CzMeTrDiHNm: PHARMACY.name,
            CzPrlsHCd: HOSPITAL.code,
            CzPrlsHNm: HOSPITAL.name,
            CzDiDateInfs: [
              {
                CzDiDateInf: {
                  CzDiDate: "20260311",
                  CzPrDate: "20260310",
                  CzDrugInfs: [
                    {
                      CzDrugInf: {
                        CzDrugC: "999000002",
                        CzDrugN: "シカクニン錠１００",
                        CzQua1: "3",
                        CzUnit: "錠",
                        CzUsageN: "１日３回毎食後",
                        CzTimes: "14",
                      },
                    },
                  ],
                },
              },
            ],
          },
        ],
      },
    },
  }),
  example(TKKsiquc01req, {
    MessageHeader: medicallyAsked,
    MessageBody: { FileCategory: "2", MedicalTreatmentFlag: "1" },
  }),
  example(TKKsiquc01res, {
    MessageHeader: {
      ...medicallyAnswered,
      QualificationsInfo: {
        Name: hanako.name,
        KanasName: hanako.kana,
        Birthday: hanako.birthDate,
        AdministrativeGenderCode: SEXES[hanako.sex],
      },
    },
    MessageBody: {
      SpecificHealthCheckupInfo: [
        {
          EffectiveTime: "20250915",
          HealthCheckupResultAndQuestionInfos: [
            {
              HealthCheckupResultAndQuestionInfo: {
                ItemCode: "9N001000000000001",
                ItemName: "身長",
                DataType: "PQ",
                DataValue: "158.2",
                Unit: "cm",
              },
            },
            {
              HealthCheckupResultAndQuestionInfo: {
                ItemCode: "9N701000000000011",
                ItemName: "服薬１（血圧）",
                DataType: "CD",
                DataValue: "2",
                Oid: "1.2.392.200119.6.2101",
                DataValueName: "服薬なし",
              },
            },
          ],
        },
      ],
    },
  }),
];
