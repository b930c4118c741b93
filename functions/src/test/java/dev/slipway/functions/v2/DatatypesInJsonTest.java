package dev.slipway.functions.v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.functions.json.JsonBytes;
import dev.slipway.functions.tensor.Tensor;
import dev.slipway.functions.tensor.TensorMemory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both ends of every datatype's range, and the first values beyond them. */
class DatatypesInJsonTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BOOL   | true,false                                  | true,false
            UINT8  | 0,255,-0,1.0,2.5e2                          | 0,255,0,1,250
            INT8   | -128,127,-0.0                               | -128,127,0
            UINT16 | 0,65535                                     | 0,65535
            INT16  | -32768,32767                                | -32768,32767
            UINT32 | 0,4294967295                                | 0,4294967295
            INT32  | -2147483648,2147483647                      | -2147483648,2147483647
            UINT64 | 0,18446744073709551615,9223372036854775808  | 0,18446744073709551615,9223372036854775808
            INT64  | -9223372036854775808,9223372036854775807,9007199254740993 | -9223372036854775808,9223372036854775807,9007199254740993
            INT64  | 9007199254740993.0,0e99999999,92233720368547758070e-1 | 9007199254740993,0,9223372036854775807
            UINT64 | 1.8446744073709551615e19                    | 18446744073709551615
            FP16   | 65504,-65504,0.1,6.0e-8,1e-30,65519.99      | 65504.0,-65504.0,0.099975586,5.9604645E-8,0.0,65504.0
            FP32   | 3.4028235e38,1e-45,0.1,12345678901234567890 | 3.4028235E38,1.4E-45,0.1,1.2345679E19
            FP64   | 1.7976931348623157e308,4.9e-324,0.1         | 1.7976931348623157E308,4.9E-324,0.1
            BYTES  | "a","","😀","\\ud83d\\ude00"                | "a","","😀","😀"
            """)
    void whatFitsIsTakenExactly(Datatype datatype, String written, String expected) {
        int count = written.split(",", -1).length;
        Tensor tensor = read(datatype, count, written);
        JsonBytes out = new JsonBytes();
        ResponseWriter.write(new InferResponse("m", "1", Optional.empty(), List.of(tensor), List.of(false)), out);

        assertThat(StandardCharsets.UTF_8.decode(out.view()).toString()).endsWith("\"data\":[" + expected + "]}]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BOOL   | 1                    | true or false for BOOL
            BOOL   | "true"               | true or false for BOOL
            UINT8  | 256                  | a whole number from 0 to 255 for UINT8
            UINT8  | 300                  | a whole number from 0 to 255 for UINT8
            UINT8  | -1                   | a whole number from 0 to 255 for UINT8
            UINT8  | 1.5                  | a whole number from 0 to 255 for UINT8
            INT8   | 128                  | a whole number from -128 to 127 for INT8
            INT8   | -129                 | a whole number from -128 to 127 for INT8
            UINT16 | 65536                | a whole number from 0 to 65535 for UINT16
            INT16  | 32768                | a whole number from -32768 to 32767 for INT16
            UINT32 | 4294967296           | a whole number from 0 to 4294967295 for UINT32
            UINT32 | 18446744073709551615 | a whole number from 0 to 4294967295 for UINT32
            INT32  | 2147483648           | a whole number from -2147483648 to 2147483647 for INT32
            INT32  | 1e300                | a whole number from -2147483648 to 2147483647 for INT32
            UINT64 | 18446744073709551616 | a whole number from 0 to 18446744073709551615 for UINT64
            UINT64 | -1                   | a whole number from 0 to 18446744073709551615 for UINT64
            INT64  | 9223372036854775808  | a whole number from -9223372036854775808 to 9223372036854775807 for INT64
            INT64  | -9223372036854775809 | a whole number from -9223372036854775808 to 9223372036854775807 for INT64
            INT64  | 1.5                  | a whole number from -9223372036854775808 to 9223372036854775807 for INT64
            INT64  | 1e-999999999         | a whole number from -9223372036854775808 to 9223372036854775807 for INT64
            INT64  | 1e999999999          | a whole number from -9223372036854775808 to 9223372036854775807 for INT64
            INT64  | null                 | a whole number from -9223372036854775808 to 9223372036854775807 for INT64
            FP16   | 65520                | a number whose magnitude is at most 65504 for FP16
            FP32   | 1e39                 | a number whose magnitude is at most 3.4028235E38 for FP32
            FP64   | 1e309                | a number whose magnitude is at most 1.7976931348623157E308 for FP64
            FP64   | -1e309               | a number whose magnitude is at most 1.7976931348623157E308 for FP64
            BYTES  | 1                    | a string of Unicode text for BYTES
            BYTES  | "\\ud83d"            | a string of Unicode text for BYTES
            """)
    void whatDoesNotFitIsRefusedWithTheRange(Datatype datatype, String written, String range) {
        assertThatThrownBy(() -> read(datatype, 1, written))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("input \"x\" has ")
                .hasMessageEndingWith(" at [0]; expected " + range);
    }

    @ParameterizedTest
    @CsvSource({"BF16"})
    void aDatatypeWithoutJsonFormAsksForBinaryData(Datatype datatype) {
        assertThatThrownBy(() -> read(datatype, 1, "1"))
                .hasMessage("input \"x\" is BF16, which has no JSON form; expected binary tensor data");
    }

    private static Tensor read(Datatype datatype, int count, String data) {
        TensorSpec spec = new TensorSpec("x", datatype, List.of(-1L));
        String request = "{\"inputs\":[{\"name\":\"x\",\"shape\":[" + count + "],\"datatype\":\"" + datatype
                + "\",\"data\":[" + data + "]}]}";
        return new RequestReader(new Signature(List.of(spec), List.of(spec)))
                .read(
                        ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)),
                        OptionalInt.empty(),
                        TensorMemory.collected())
                .inputs()
                .getFirst();
    }
}
